package io.auterity.platform.resource;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Validates changes of a tenant's resources before they are made; each check finds all problems at
 * once.
 */
record ResourceChecks(ResourceKinds kinds, SecretUse secrets) {

  /** Each draft by itself fits its kind's schema, and no two have one name. */
  void form(List<ResourceDraft> drafts) {
    List<Problem> problems = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < drafts.size(); i++) {
      List<Problem> found = kinds.check(drafts.get(i).value());
      if (found.isEmpty()) {
        found = duplicates(drafts.get(i), names);
      }
      place(found, drafts, i, problems);
    }
    refuse(problems);
  }

  /** Each resource makes sense among those that will be in force with it. */
  void sense(
      TenantScope scope,
      List<ResourceDraft> drafts,
      List<Resource> wanted,
      ResourceSet others,
      CheckBound bound) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      bound.require();
      place(kinds.check(scope, wanted.get(i), others, bound), drafts, i, problems);
    }
    refuse(problems);
  }

  /**
   * Requires that the principal may do what the resources do, and use the secrets that they name.
   */
  void rights(TenantScope scope, Principal who, List<Resource> changed) {
    List<String> refused = new ArrayList<>();
    for (Resource resource : changed) {
      if (!who.equals(Principal.PLATFORM)) {
        kinds.get(resource.kind()).permit(scope, who, resource.spec());
      }
      for (String secret : kinds.get(resource.kind()).secrets(resource.spec())) {
        Verdict verdict = secrets.of(scope, who, secret);
        if (!verdict.permits()) {
          refused.add(
              "%s '%s' names the secret '%s': %s"
                  .formatted(resource.kind(), resource.id(), secret, verdict.reason()));
        }
      }
    }
    if (!refused.isEmpty()) {
      throw new CallFailedException(FailureCode.FORBIDDEN, String.join("; ", refused));
    }
  }

  /** No other resource stops making sense when this one goes. */
  void needless(TenantScope scope, ResourceSet before, String kind, String id, CheckBound bound) {
    ResourceSet after = before.without(kind, id);
    List<String> broken = new ArrayList<>();
    for (Resource other : after.all()) {
      bound.require();
      if (kinds.check(scope, other, before, bound).isEmpty()) {
        kinds.check(scope, other, after, bound).stream()
            .map(problem -> "%s '%s': %s".formatted(other.kind(), other.id(), problem))
            .forEach(broken::add);
      }
    }
    if (!broken.isEmpty()) {
      throw new CallFailedException(
          FailureCode.CONFLICT,
          "%s '%s' is needed: %s".formatted(kind, id, String.join(". ", broken)));
    }
  }

  private static List<Problem> duplicates(ResourceDraft draft, Set<String> names) {
    Json.Obj object = (Json.Obj) draft.value();
    String name = "%s '%s'".formatted(object.text("kind"), object.text("id"));
    return names.add(name)
        ? List.of()
        : List.of(new Problem("id", name + " stands twice", "remove or rename one"));
  }

  /** Among several drafts the path begins with the number of the draft. */
  private static void place(
      List<Problem> found, List<ResourceDraft> drafts, int index, List<Problem> problems) {
    for (Problem problem : found) {
      Problem located = drafts.get(index).located(problem);
      problems.add(drafts.size() == 1 ? located : located.in(JsonPath.item("", index)));
    }
  }

  private static void refuse(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw new InvalidResourcesException(problems);
    }
  }
}
