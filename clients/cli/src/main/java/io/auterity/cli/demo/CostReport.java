package io.auterity.cli.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints what the answers of a run cost, and what they would have cost with the dearest. */
record CostReport(PrintStream out, RunCosts costs) {

  void print(DemoFigures figures) {
    String currency = figures.cost().currency();
    out.printf("%n%-44s %9s %9s %9s %12s%n", "offer", "answered", "input", "output", currency);
    for (Map.Entry<String, RunCosts.OfferUse> one : costs.offers().entrySet()) {
      RunCosts.OfferUse use = one.getValue();
      out.printf(
          Locale.ROOT,
          "%-44s %9d %9d %9d %12s%n",
          DemoReport.marked(one.getKey(), use.marks()),
          use.answered(),
          use.input(),
          use.output(),
          DemoReport.exact(use.cost()));
    }
    out.println();
    out.printf("The run cost %s %s%s.%n", figures.cost().amount(), currency, basis());
    out.println(comparison(currency));
    List<String> unpriced = costs.unpriced();
    if (!unpriced.isEmpty()) {
      out.printf(
          "Not compared, because no price list names them: %s.%n", String.join(", ", unpriced));
    }
  }

  private String basis() {
    if (costs.lists().isEmpty()) {
      return ": nothing that answered has a price";
    }
    String counted = costs.estimated() ? "; tokens that no provider reported are estimated" : "";
    return " at the list price of %s%s".formatted(String.join(", ", costs.lists()), counted);
  }

  private String comparison(String currency) {
    Optional<RunCosts.Elsewhere> dearest = costs.dearest();
    if (dearest.isEmpty()) {
      return "What another provider would have cost is not known: none that could answer has a price.";
    }
    String offer = dearest.get().offer();
    return dearest.get().cost().signum() == 0
        ? "All that could have answered cost nothing, so no other choice would have cost more."
        : "With %s for every answer, the dearest that could, the same tokens would have cost %s %s."
            .formatted(offer, DemoReport.exact(dearest.get().cost()), currency);
  }
}
