//! Work shared among as many threads as there are processors.

/// Returns what is made of each item, in their order.
///
/// # Errors
/// The first that making one gave.
pub fn parallel_map<T: Sync, R: Send, E: Send>(
    items: &[T],
    make: impl Fn(&T) -> Result<R, E> + Sync,
) -> Result<Vec<R>, E> {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let share = items.len().div_ceil(threads).max(1);
    in_shares(items.chunks(share), |share| share.iter().map(&make).collect())
}

/// Returns what is made of all shares, in their order: the first is worked on here, each other in a thread of its own.
///
/// # Errors
/// The first that a share gave.
pub fn in_shares<S: Send, R: Send, E: Send>(
    mut shares: impl Iterator<Item = S>,
    work: impl Fn(S) -> Result<Vec<R>, E> + Sync,
) -> Result<Vec<R>, E> {
    let work = &work;
    std::thread::scope(|scope| {
        let own = shares.next();
        let workers: Vec<_> = shares.map(|share| scope.spawn(move || work(share))).collect();
        let mut made = own.map_or_else(|| Ok(Vec::new()), work)?;
        for worker in workers {
            made.extend(worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(made)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_in_the_order_of_the_items() {
        let numbers: Vec<u32> = (0..1000).collect();
        assert_eq!(parallel_map(&numbers, |number| Ok::<_, ()>(number + 1)).unwrap(), (1..=1000).collect::<Vec<_>>());
        assert_eq!(parallel_map(&numbers, |number| if *number == 7 { Err("seven") } else { Ok(()) }), Err("seven"));
        assert_eq!(parallel_map(&[], |number: &u32| Ok::<_, ()>(*number)).unwrap(), [0_u32; 0]);
    }
}
