package io.auterity.provider.config;

import io.auterity.platform.transport.Destination;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reach of a version of a connector, whatever its providers say: the hosts that it may call,
 * and those that get its credential. These are places in the words of a manifest, each of which
 * that leads somewhere by a field's default with it, as {@code ${api} = https://vendor.example}.
 *
 * @param hosts places that it may go to
 * @param credential those of them that get the credential, and where tokens are given for it and
 *     people agree to them
 */
public record ConnectorReach(Set<String> hosts, Set<String> credential) {

  /** Nothing at all. */
  public static final ConnectorReach NOWHERE = new ConnectorReach(Set.of(), Set.of());

  /** Whatever it wants, where no consent is asked for: nothing is beyond it. */
  public static final ConnectorReach ANYWHERE = new ConnectorReach(Set.of("*"), Set.of("*"));

  private static final String LEADS = " = ";
  private static final Pattern ADDRESS = Pattern.compile("^(?:https://|(http://))?([^/]*).*");
  private static final Pattern FIELD = Pattern.compile("\\$\\{(\\w+)}");

  public ConnectorReach {
    hosts = Set.copyOf(hosts);
    credential = Set.copyOf(credential);
  }

  /** What a manifest says, whatever kind of credential a provider has. */
  public static ConnectorReach of(ConnectorManifest manifest) {
    return of(manifest, kind -> true);
  }

  /** What a manifest says for providers with credentials of some kinds. */
  public static ConnectorReach of(ConnectorManifest manifest, Predicate<String> kinds) {
    List<String> signed =
        new ArrayList<>(
            manifest.credentialTo().isEmpty()
                ? manifest.egress().stream().limit(1).toList()
                : manifest.credentialTo());
    manifest
        .authForms()
        .forEach(
            (kind, form) -> {
              if (kinds.test(kind) && form instanceof AuthForm.Tokens tokens) {
                signed.addAll(entries(tokens));
              }
            });
    return new ConnectorReach(
        places(manifest.egress(), manifest.config()), places(signed, manifest.config()));
  }

  private static List<String> entries(AuthForm.Tokens tokens) {
    return Stream.of(tokens.token(), tokens.authorize(), tokens.revoke())
        .filter(Objects::nonNull)
        .map(ConnectorReach::entryOf)
        .toList();
  }

  // Where nothing encrypts is another place than where something does.
  private static String entryOf(String address) {
    return ADDRESS.matcher(address).replaceFirst("$1$2");
  }

  private static Set<String> places(List<String> entries, Json.Obj schema) {
    Set<String> places = new TreeSet<>();
    entries.forEach(entry -> places.add(place(entry, schema)));
    return places;
  }

  private static String place(String entry, Json.Obj schema) {
    String led = replaced(entry, field -> defaultOf(field, schema));
    return led.equals(entry) ? entry : entry + LEADS + led;
  }

  private static String defaultOf(String field, Json.Obj schema) {
    String text =
        schema.get("properties") instanceof Json.Obj properties
                && properties.get(field) instanceof Json.Obj property
            ? property.text("default")
            : null;
    return Objects.requireNonNullElse(text, "${" + field + "}");
  }

  /**
   * What this reaches beyond another, for a provider with that configuration: a field that it says
   * itself leads where it wants, whatever its default was or is.
   */
  public ConnectorReach beyond(ConnectorReach other, Json.Obj config) {
    if (other.equals(ANYWHERE)) {
      return NOWHERE;
    }
    return new ConnectorReach(
        beyond(hosts, other.hosts, config), beyond(credential, other.credential, config));
  }

  private static Set<String> beyond(Set<String> mine, Set<String> others, Json.Obj config) {
    Set<String> known = new TreeSet<>();
    others.forEach(place -> known.add(meant(place, config)));
    Set<String> further = new TreeSet<>();
    for (String place : mine) {
      if (!known.contains(meant(place, config))) {
        further.add(place);
      }
    }
    return further;
  }

  private static String meant(String place, Json.Obj config) {
    String entry = entry(place);
    Predicate<String> said = field -> config.text(field) != null;
    Matcher fields = FIELD.matcher(entry);
    return fields.results().map(field -> field.group(1)).allMatch(said) ? entry : place;
  }

  private static String entry(String place) {
    int leads = place.indexOf(LEADS);
    return leads < 0 ? place : place.substring(0, leads);
  }

  /** A place as people read it, for a provider with that configuration. */
  public static String shown(String place, Json.Obj config) {
    String entry = entry(place);
    String led = place.equals(entry) ? entry : place.substring(entry.length() + LEADS.length());
    String own =
        replaced(
            entry, field -> Objects.requireNonNullElse(config.text(field), "${" + field + "}"));
    return FIELD.matcher(own).find() ? led : own;
  }

  /** Where places lead for a provider with that configuration. */
  public static Set<Destination> destinations(Set<String> places, Json.Obj config) {
    return places.stream()
        .flatMap(place -> destination(shown(place, config)).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Destination> destination(String shown) {
    try {
      return shown.contains("://")
          ? Destination.ofServer(URI.create(shown))
          : Optional.of(Destination.https(shown));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What this and another reach. */
  public ConnectorReach and(ConnectorReach other) {
    return new ConnectorReach(both(hosts, other.hosts), both(credential, other.credential));
  }

  private static Set<String> both(Set<String> one, Set<String> other) {
    Set<String> both = new TreeSet<>(one);
    both.addAll(other);
    return both;
  }

  public boolean isEmpty() {
    return hosts.isEmpty() && credential.isEmpty();
  }

  private static String replaced(String entry, UnaryOperator<String> valueOfField) {
    return FIELD
        .matcher(entry)
        .replaceAll(field -> Matcher.quoteReplacement(valueOfField.apply(field.group(1))));
  }
}
