package io.auterity.seeds;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives each property test the seed that its name hashes to, so that all runs draw the same values.
 * A seed that the test names itself stays; with the system property {@code auterity.explore=true}
 * ({@code ./auterity verify --explore}) jqwik draws a new one, which it prints when the test fails.
 * Registered for all tests as a service ({@code META-INF/services}).
 */
public final class FixedSeed implements AroundPropertyHook {

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyAttributes attributes = context.attributes();
    if (attributes.seed().isEmpty() && !Boolean.getBoolean("auterity.explore")) {
      String name = context.containerClass().getName() + "." + context.targetMethod().getName();
      attributes.setSeed(Long.toString(name.hashCode()));
    }
    return property.execute();
  }
}
