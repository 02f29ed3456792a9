package io.auterity.testkit.strict;

import java.util.List;

/** OpenRouter, which takes fields that it does not know. */
public final class StrictOpenRouter extends StrictChat {

  @Override
  List<Rule> rules() {
    return List.of(Rule.longest("user", 128));
  }
}
