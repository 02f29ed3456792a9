package io.auterity.testkit.strict;

import java.util.List;

/** OpenRouter, which takes fields that it does not know. */
public final class StrictOpenRouter extends StrictChat {

  @Override
  List<StrictRule> rules() {
    return List.of(StrictRule.longest("user", 128));
  }
}
