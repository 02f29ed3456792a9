package io.auterity.provider.config;

import io.auterity.platform.problem.Problem;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Validates the models of a provider against each other. */
final class ModelRules {

  static List<Problem> check(Offering offering) {
    List<Problem> problems = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < offering.models().size(); i++) {
      ModelSpec model = offering.models().get(i);
      String path = "models[%d]".formatted(i);
      if (!ids.add(model.id())) {
        problems.add(
            new Problem(
                path + ".id",
                "must differ from the others; '%s' stands twice".formatted(model.id()),
                "remove one of them"));
      }
      if (model.context() != null && model.output() != null && model.output() > model.context()) {
        problems.add(
            new Problem(
                path + ".output",
                "must not be more than context, which holds input and output",
                "lower it or raise context"));
      }
    }
    return problems;
  }
}
