package io.auterity.provider.config;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.transport.HeaderRules;
import io.auterity.platform.transport.UrlHost;
import io.auterity.provider.InjectedFault;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.Offering;
import io.auterity.provider.config.ProviderSpec.Auth;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.spi.AuthForm;
import io.auterity.spi.PluginManifest.OperationSupport;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates a provider's spec against its connector's manifest and the server's settings. */
public final class SpecRules {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Kinds for which tokens are asked where the provider or its connector says. */
  private static final Set<String> ASKED = Set.of("oauth-client", "jwt");

  private static final Set<String> PLACED = Set.of("header", "query");

  /** What is wrong with a spec that fits the schema. */
  public static List<Problem> check(
      ProviderSpec spec, HostedConnector connector, boolean faultsAllowed) {
    List<Problem> problems = new ArrayList<>();
    connector.config().check(spec.config()).stream()
        .map(problem -> problem.in("config"))
        .forEach(problems::add);
    problems.addAll(new ProviderHosts(connector, spec.config()).check());
    checkGrade(spec, connector, problems);
    checkAuth(spec.auth(), connector, problems);
    checkPlace(spec.auth(), connector, problems);
    checkTokenUrl(spec, connector, problems);
    checkFaults(spec.faults(), connector, faultsAllowed, problems);
    problems.addAll(ModelRules.check(spec.offering()));
    checkBatch(spec, connector, problems);
    return problems;
  }

  private static void checkBatch(
      ProviderSpec spec, HostedConnector connector, List<Problem> problems) {
    boolean can =
        connector.manifest().support().values().stream().anyMatch(OperationSupport::batch);
    if (spec.offering().batch() && !can) {
      problems.add(
          new Problem(
              "batch",
              "%s has no batches of its vendor".formatted(connector.name()),
              "remove it: lines of batches are sent one by one there"));
    }
  }

  private static void checkGrade(
      ProviderSpec spec, HostedConnector connector, List<Problem> problems) {
    if (connector.unverified() && !spec.unverified()) {
      problems.add(
          new Problem(
              "unverified",
              "%s is unverified (grade V0)".formatted(connector.name()),
              "say unverified: true to use it all the same"));
    }
  }

  private static void checkAuth(Auth auth, HostedConnector connector, List<Problem> problems) {
    List<String> taken = connector.manifest().auth();
    boolean fits = taken.contains(auth.kind()) || (auth.equals(Auth.NONE) && taken.isEmpty());
    if (!fits) {
      String kinds = taken.isEmpty() ? "none" : String.join(" or ", taken);
      problems.add(
          new Problem(
              "auth",
              "%s takes auth %s, not %s".formatted(connector.name(), kinds, auth.kind()),
              auth.equals(Auth.NONE) ? "add the name of its secret" : "use one of these"));
    }
  }

  /** The connector names the header or the parameter, or else the provider does. */
  private static void checkPlace(Auth auth, HostedConnector connector, List<Problem> problems) {
    if (PLACED.contains(auth.kind())) {
      AuthForm form = connector.manifest().authForms().get(auth.kind());
      placeFlaw(auth, form, connector.name())
          .map(flaw -> flaw.in("auth.%s".formatted(auth.kind())))
          .ifPresent(problems::add);
    }
  }

  private static Optional<Problem> placeFlaw(Auth auth, @Nullable AuthForm form, String connector) {
    String name = auth.name();
    if (form instanceof AuthForm.Placed(String said, String value)) {
      return name == null || said.equalsIgnoreCase(name)
          ? Optional.empty()
          : Optional.of(
              new Problem(
                  "name", "%s sends it as '%s'".formatted(connector, said), "leave it out"));
    }
    if (name == null) {
      return Optional.of(
          new Problem(
              "name",
              "is missing: %s does not say where its vendor looks for it".formatted(connector),
              "use the name that the vendor's documentation gives"));
    }
    return auth.kind().equals("header")
        ? HeaderRules.flaw(name)
            .map(
                flaw ->
                    new Problem(
                        "name",
                        flaw + ", so no credential may stand there",
                        "use the name that the vendor's documentation gives, such as x-api-key"))
        : Optional.empty();
  }

  private static void checkTokenUrl(
      ProviderSpec spec, HostedConnector connector, List<Problem> problems) {
    Auth auth = spec.auth();
    Optional<URI> url = new ProviderHosts(connector, spec.config()).tokenUrl(auth);
    String path = "auth.%s.tokenUrl".formatted(auth.kind());
    if (url.isEmpty() && ASKED.contains(auth.kind())) {
      problems.add(
          new Problem(
              path,
              "is missing: %s does not say where tokens are given".formatted(connector.name()),
              "use the address that the vendor's documentation gives"));
    }
    url.flatMap(SpecRules::flaw).map(flaw -> flaw.in(path)).ifPresent(problems::add);
    new ProviderHosts(connector, spec.config())
        .checkPeople(auth, SpecRules::flaw).stream()
            .map(flaw -> flaw.in("auth." + auth.kind()))
            .forEach(problems::add);
  }

  private static Optional<Problem> flaw(URI place) {
    return UrlHost.flaw(place).or(() -> unencrypted(place));
  }

  /** A secret goes there. */
  private static Optional<Problem> unencrypted(URI url) {
    boolean stays = LOOPBACK.contains(String.valueOf(url.getHost()).toLowerCase(Locale.ROOT));
    return stays || "https".equalsIgnoreCase(url.getScheme())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "",
                "would carry a secret to %s unencrypted".formatted(url.getHost()),
                "use https"));
  }

  private static void checkFaults(
      List<InjectedFault> faults,
      HostedConnector connector,
      boolean allowed,
      List<Problem> problems) {
    if (!faults.isEmpty() && !allowed) {
      problems.add(
          new Problem(
              "faults",
              "this server does not allow injected faults",
              "remove them, or set faults.allowed in auterity.yaml"));
    }
    for (int i = 0; i < faults.size(); i++) {
      checkFault(faults.get(i), "faults[%d]".formatted(i), connector, problems);
    }
  }

  private static void checkFault(
      InjectedFault fault, String path, HostedConnector connector, List<Problem> problems) {
    if (!fault.from().isBefore(fault.until())) {
      problems.add(new Problem(path + ".until", "must be after from", "move it"));
    }
    List<String> capabilities =
        connector
            .operations()
            .map(operation -> connector.manifest().kind() + "." + operation)
            .toList();
    String capability = fault.capability();
    if (capability != null && !capabilities.contains(capability)) {
      problems.add(
          new Problem(
              path + ".capability",
              "%s does not offer it".formatted(connector.name()),
              Nearest.fix(capability, capabilities)));
    }
  }

  /** Validates the models of a provider against each other. */
  private static final class ModelRules {

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
}
