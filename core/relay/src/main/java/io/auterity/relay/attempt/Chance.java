package io.auterity.relay.attempt;

/** What the machine cannot know by itself: randomness and the retry budgets that calls share. */
public interface Chance {

  /** At least 0 and below 1. */
  double jitter();

  /** Takes one repetition from a provider's retry budget, if one is left. */
  boolean takeRepeat(String provider);
}
