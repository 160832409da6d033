//! Paired rounds: both sides run in turn, so that whatever slows the machine down slows both.

use std::time::Duration;

use crate::Failure;

/// Rounds that count.
const ROUNDS: usize = 15;
/// Rounds before them, which fill caches and let the allocator settle.
const WARM_UP: usize = 3;
/// How long one side of a round should take.
const ROUND: Duration = Duration::from_millis(30);

/// What a benchmark found.
#[derive(Debug)]
pub(crate) struct Finding {
    /// The median over the rounds of ours ÷ theirs.
    pub(crate) ratio: f64,
    /// The quartiles of the same.
    pub(crate) quartiles: (f64, f64),
    /// The median of ours, microseconds for one repetition.
    pub(crate) ours: f64,
    /// The median of theirs.
    pub(crate) theirs: f64,
}

/// Measures two sides. Each runs its work so many times and says how long the part that counts took.
pub(crate) async fn compare(
    mut ours: impl AsyncFnMut(usize) -> Result<Duration, Failure>,
    mut theirs: impl AsyncFnMut(usize) -> Result<Duration, Failure>,
) -> Result<Finding, Failure> {
    let (ours_count, theirs_count) = (repetitions(&mut ours).await?, repetitions(&mut theirs).await?);
    let (mut pairs, per) = (Vec::new(), |time: Duration, count: usize| time.as_secs_f64() * 1e6 / count as f64);
    for round in 0..WARM_UP + ROUNDS {
        // Who comes first changes: whoever comes second may find warmer caches.
        let pair = if round % 2 == 0 {
            let first = per(ours(ours_count).await?, ours_count);
            (first, per(theirs(theirs_count).await?, theirs_count))
        } else {
            let first = per(theirs(theirs_count).await?, theirs_count);
            (per(ours(ours_count).await?, ours_count), first)
        };
        if round >= WARM_UP {
            pairs.push(pair);
        }
    }
    let ratios = sorted(pairs.iter().map(|(ours, theirs)| ours / theirs));
    Ok(Finding {
        ratio: ratios[ROUNDS / 2],
        quartiles: (ratios[ROUNDS / 4], ratios[ROUNDS * 3 / 4]),
        ours: sorted(pairs.iter().map(|pair| pair.0))[ROUNDS / 2],
        theirs: sorted(pairs.iter().map(|pair| pair.1))[ROUNDS / 2],
    })
}

/// How often the work fits into one round.
async fn repetitions(side: &mut impl AsyncFnMut(usize) -> Result<Duration, Failure>) -> Result<usize, Failure> {
    let mut count = 1;
    loop {
        let took = side(count).await?;
        if took >= ROUND / 4 {
            let fits = count as f64 * ROUND.as_secs_f64() / took.as_secs_f64();
            return Ok((fits as usize).max(1));
        }
        count *= 2;
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}
