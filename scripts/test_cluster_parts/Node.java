import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** Runs one node of the test cluster until the process is killed. Arguments: folder, number of the node, number of nodes, port below that of node 1. */
public class Node {
    /** Distance between the port for HTTP and the port on which nodes talk to each other. */
    private static final int TRANSPORT = 100;

    public static void main(String[] arguments) throws InterruptedException {
        int number = Integer.parseInt(arguments[1]);
        int nodes = Integer.parseInt(arguments[2]);
        int port = Integer.parseInt(arguments[3]);
        OpenSearchRunner runner = new OpenSearchRunner();
        // Otherwise it refuses ports above 9299.
        runner.setMaxHttpPort(-1);
        runner.onBuild((index, settings) -> {
            settings.put("node.name", name(number));
            settings.put("network.host", "127.0.0.1");
            settings.put("http.port", String.valueOf(port + number));
            settings.put("transport.port", String.valueOf(port + TRANSPORT + number));
            settings.put("discovery.type", "zen");
            settings.put("discovery.seed_hosts", each(nodes, other -> "127.0.0.1:" + (port + TRANSPORT + other)));
            settings.put("cluster.initial_cluster_manager_nodes", each(nodes, Node::name));
            // The disk of a test machine may be nearly full.
            settings.put("cluster.routing.allocation.disk.threshold_enabled", "false");
        });
        OpenSearchRunner.Configs configs = OpenSearchRunner.newConfigs();
        runner.build(configs.basePath(arguments[0]).clusterName("dateline-test-" + port).numOfNode(1).useLogger());
        Thread.currentThread().join();
    }

    private static String name(int number) {
        return "node-" + number;
    }

    private static String each(int nodes, java.util.function.IntFunction<String> text) {
        return IntStream.rangeClosed(1, nodes).mapToObj(text).collect(Collectors.joining(","));
    }
}
