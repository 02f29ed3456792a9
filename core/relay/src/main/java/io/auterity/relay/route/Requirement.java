package io.auterity.relay.route;

import io.auterity.platform.provider.ProviderInfo;

/** What a provider must be; one that is not is excluded, whatever else speaks for it. */
public sealed interface Requirement {

  boolean met(CallFacts facts, ProviderInfo provider);

  /** As the user wrote it. */
  String text();

  /** By what the provider is. */
  record Is(Selector selector) implements Requirement {
    @Override
    public boolean met(CallFacts facts, ProviderInfo provider) {
      return selector.selects(provider);
    }

    @Override
    public String text() {
      return selector.text();
    }
  }

  /** By an expression over call and provider. */
  record Holds(Condition condition) implements Requirement {
    @Override
    public boolean met(CallFacts facts, ProviderInfo provider) {
      return condition.test(facts, provider);
    }

    @Override
    public String text() {
      return condition.text();
    }
  }
}
