package io.auterity.relay.health;

/**
 * What the planner may know of a provider at one moment. Decisions keep it by the places of its
 * components: it grows at the end only.
 *
 * @param latency estimate in nanoseconds, -1 while nothing is known
 * @param admits share of calls that the breaker lets pass, 0 to 100
 * @param probe whether the breaker lets the next call pass as a probe
 * @param failed how many of the last {@code of} attempts failed
 * @param opensIn nanoseconds until the breaker lets a call pass, 0 when it does
 * @param restsFor nanoseconds for which the vendor asked to be left alone, 0 when it did not
 */
public record Snapshot(
    int inFlight,
    int slots,
    long latency,
    Breaker.Phase breaker,
    int admits,
    boolean probe,
    int failed,
    int of,
    long opensIn,
    long restsFor) {}
