//! Work shared among as many threads as there are processors.

/// Gives each thread a share of the items, which are in a row, and returns what is made of them in the order of the items.
pub(super) fn in_shares<T: Sync, R: Send, E: Send>(
    items: &[T],
    work: impl Fn(&[T]) -> Result<Vec<R>, E> + Sync,
) -> Result<Vec<R>, E> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = items.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> = items.chunks(share).map(|share| scope.spawn(move || work(share))).collect();
        let mut made = Vec::with_capacity(items.len());
        for worker in workers {
            made.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(made)
    })
}

/// Returns what is made of each item, in their order.
pub(super) fn map<T: Sync, R: Send, E: Send>(
    items: &[T],
    make: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    in_shares(items, |share| share.iter().map(&make).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_in_the_order_of_the_items() {
        let numbers: Vec<u32> = (0..1000).collect();
        assert_eq!(map(&numbers, |number| Ok::<_, ()>(number + 1)).unwrap(), (1..=1000).collect::<Vec<_>>());
        assert_eq!(map(&numbers, |number| if *number == 7 { Err("seven") } else { Ok(()) }), Err("seven"));
        assert_eq!(map(&[], |number: &u32| Ok::<_, ()>(*number)).unwrap(), [0_u32; 0]);
    }
}
