package io.auterity.platform.call;

import io.auterity.platform.call.Act.Trace;
import java.util.List;

/**
 * The acts of the product, by name, trace, and whether they concern the installation. Keys are
 * granted by these names and audit logs hold them, so that they stay; a test of the server holds
 * the product to this list.
 */
public final class ProductActs {

  private static final String LIST =
      """
      approval.decide AROUND
      approval.read NONE
      audit.read NONE
      budget.approve WITH_CHANGE
      cache.purge AROUND
      capability.read NONE
      content.read NONE
      decision.feedback WITH_CHANGE
      decision.read NONE
      document.write AROUND
      enter NONE
      event.raise AROUND
      key.read NONE
      key.write WITH_CHANGE
      limit.settle WITH_CHANGE
      plugin.install WITH_CHANGE installation
      plugin.read NONE
      provider.connect WITH_CHANGE
      provider.consent WITH_CHANGE
      provider.read NONE
      provider.rehearse WITH_CHANGE
      resource.read NONE
      resource.write WITH_CHANGE
      run.again AROUND
      run.answer AROUND
      run.bulk WITH_CHANGE
      run.cancel AROUND
      run.pause AROUND
      run.read NONE
      run.repair AROUND
      run.signal AROUND
      run.start AROUND
      secret.read NONE
      secret.use NONE
      secret.write WITH_CHANGE
      trigger.read NONE
      trigger.write WITH_CHANGE
      webhook.read NONE
      webhook.write WITH_CHANGE
      workflow.draft NONE
      workflow.publish WITH_CHANGE
      workflow.read NONE
      """;

  private ProductActs() {}

  /** All of them. */
  public static Acts all() {
    return new Acts(LIST.lines().map(ProductActs::read).toList());
  }

  /** One of them. */
  public static Act named(String name) {
    return all().named(name);
  }

  private static Act read(String line) {
    List<String> words = List.of(line.split(" "));
    return new Act(words.getFirst(), Trace.valueOf(words.get(1)), words.size() > 2);
  }
}
