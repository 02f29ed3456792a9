package io.auterity.platform.provider.config;

import io.auterity.platform.plugin.HostedConnector;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.provider.InjectedFault;
import io.auterity.platform.provider.config.ProviderSpec.Auth;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.platform.transport.HeaderRules;
import io.auterity.platform.transport.UrlHost;
import io.auterity.spi.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a spec must keep to that its connector's manifest and the server's settings ask. */
public final class SpecRules {

  private static final Pattern FIELD = Pattern.compile("\\$\\{(\\w+)}");

  private SpecRules() {}

  /** Whether an entry of a manifest's egress is {@code ${name}}, which stands for a field's URL. */
  public static boolean namesField(String entry) {
    return FIELD.matcher(entry).matches();
  }

  /** The URLs of the configuration that the provider may reach, by their fields. */
  public static Map<String, URI> urls(HostedConnector connector, Json.Obj config) {
    Map<String, URI> urls = new TreeMap<>();
    for (String entry : connector.manifest().egress()) {
      Matcher field = FIELD.matcher(entry);
      if (field.matches()) {
        url(connector, config, field.group(1)).ifPresent(url -> urls.put(field.group(1), url));
      }
    }
    return urls;
  }

  private static Optional<URI> url(HostedConnector connector, Json.Obj config, String field) {
    String given = config.text(field);
    String value = given == null ? defaultOf(connector.manifest().config(), field) : given;
    try {
      return Optional.ofNullable(value).map(URI::create);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String defaultOf(Json.Obj schema, String field) {
    return schema.get("properties") instanceof Json.Obj properties
            && properties.get(field) instanceof Json.Obj property
        ? property.text("default")
        : null;
  }

  /** What is wrong with a spec that fits the schema. */
  public static List<Problem> check(
      ProviderSpec spec, HostedConnector connector, boolean faultsAllowed) {
    List<Problem> problems = new ArrayList<>();
    connector.config().check(spec.config()).stream()
        .map(problem -> problem.in("config"))
        .forEach(problems::add);
    urls(connector, spec.config())
        .forEach(
            (field, url) ->
                UrlHost.flaw(url).map(flaw -> flaw.in("config." + field)).ifPresent(problems::add));
    checkAuth(spec.auth(), connector, problems);
    checkHeader(spec.auth(), problems);
    checkFaults(spec.faults(), connector, faultsAllowed, problems);
    problems.addAll(ModelRules.check(spec.offering()));
    return problems;
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

  private static void checkHeader(Auth auth, List<Problem> problems) {
    if (auth.kind().equals("header")) {
      HeaderRules.flaw(Objects.requireNonNull(auth.name()))
          .map(
              flaw ->
                  new Problem(
                      "auth.header.name",
                      flaw + ", so no credential may stand there",
                      "use the name that the vendor's documentation gives, such as x-api-key"))
          .ifPresent(problems::add);
    }
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
        connector.manifest().support().keySet().stream()
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
}
