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
    let work = &|share: &[T]| share.iter().map(&make).collect::<Result<Vec<R>, E>>();
    std::thread::scope(|scope| {
        let mut shares = items.chunks(share);
        let own = shares.next().unwrap_or_default();
        let workers: Vec<_> = shares.map(|share| scope.spawn(move || work(share))).collect();
        let mut made = work(own)?;
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
