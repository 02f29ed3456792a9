package io.auterity.cli.importing;

import io.auterity.cli.api.ApiClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A vendor as other gateways call it, and the connector that speaks to it here. */
final class ForeignVendor {

  private static final JsonNode ALL = all();
  private static final String URL = "url";
  private static final String LOCATION = "location";
  private static final String API_VERSION = "apiVersion";

  private static final Map<String, Pattern> FORMS =
      Map.of(
          API_VERSION,
          Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}(-preview)?"),
          "region",
          Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+"),
          "project",
          Pattern.compile("[a-z0-9.:-]+"),
          LOCATION,
          Pattern.compile("[a-z0-9-]+"));

  // What may hold a credential, of an address that is refused: none of it is printed then.
  private static final Pattern SECRET = Pattern.compile("[@?#]");

  private final JsonNode known;

  /**
   * What a deployment says of where its vendor is.
   *
   * @param settings of the provider
   * @param dropped fields that are not carried, and why
   * @param refused why there can be no such provider; null when there can
   */
  record Place(ObjectNode settings, Map<String, String> dropped, @Nullable String refused) {}

  private ForeignVendor(JsonNode known) {
    this.known = known;
  }

  private static JsonNode all() {
    try (InputStream in =
        Objects.requireNonNull(ForeignVendor.class.getResourceAsStream("vendors.yaml"))) {
      return new YAMLMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The vendor of that name; null when there is no connector for it. */
  static @Nullable ForeignVendor of(String name) {
    return ALL.has(name) ? new ForeignVendor(ALL.path(name)) : null;
  }

  /** The connector that a model is asked by. */
  String connector(String model) {
    for (Map.Entry<String, JsonNode> other : known.path("instead").properties()) {
      if (model.startsWith(other.getKey())) {
        return other.getValue().asString();
      }
    }
    return known.path("connector").asString();
  }

  /** A model without the words by which the other gateway says how it is asked. */
  String model(String written) {
    for (JsonNode word : known.path("ways")) {
      if (written.startsWith(word.asString())) {
        return written.substring(word.asString().length());
      }
    }
    return written;
  }

  /** Fields that hold parts of the key; the first tells keys apart. */
  List<String> keyFields() {
    return known.has("keys")
        ? known.path("keys").valueStream().map(JsonNode::asString).toList()
        : List.of("api_key");
  }

  /** Where the other gateway looks when a field is absent; null when nowhere. */
  @Nullable String variable(String field) {
    return known.path("environment").path(field).asString(null);
  }

  /** Whether its connector is not verified, so that it is off unless it is turned on. */
  boolean unverified() {
    return known.path("unverified").asBoolean(false);
  }

  /** How a key is to be stored; empty when as it is. */
  String form() {
    return known.path("form").asString("");
  }

  /** What signs the requests; null when nothing needs to. */
  @Nullable ObjectNode auth(String secret, boolean keyed) {
    String kind = known.path("auth").asString("bearer");
    if (!keyed && kind.equals("bearer")) {
      return null;
    }
    ObjectNode auth = ApiClient.mapper().createObjectNode();
    ObjectNode with = auth.putObject(kind);
    if (known.has("header")) {
      with.put("name", known.path("header").asString());
    }
    with.put("secret", secret);
    return auth;
  }

  /**
   * Where it is.
   *
   * @param named what the other gateway calls a field that LiteLLM calls so
   * @param field the text of one of the deployment's fields; null when it has none
   */
  Place place(UnaryOperator<String> named, Function<String, @Nullable String> field) {
    ObjectNode settings = ApiClient.mapper().createObjectNode();
    Map<String, String> dropped = new TreeMap<>();
    String refused = null;
    for (Map.Entry<String, JsonNode> one : known.path("config").properties()) {
      String setting = one.getKey();
      String name = named.apply(one.getValue().asString());
      String value = field.apply(name);
      if (value == null) {
        refused = refused == null && needs(setting) ? "names no " + name : refused;
      } else if (fits(setting, value)) {
        settings.put(setting, setting.equals(URL) ? withPath(value) : value);
      } else if (setting.equals(API_VERSION)) {
        dropped.put(
            name, "'%s' is no dated version: the API without one is asked".formatted(value));
      } else {
        refused =
            SECRET.matcher(value).find()
                ? name + " cannot be what it is: a user, a query or a fragment has no place in it"
                : "%s cannot be '%s'".formatted(name, value);
      }
    }
    regional(settings);
    return new Place(settings, dropped, refused);
  }

  /** Whether a provider cannot be without a setting. */
  boolean needs(String setting) {
    return known.path("needs").valueStream().anyMatch(one -> one.asString().equals(setting));
  }

  private static boolean fits(String setting, String value) {
    Pattern form = FORMS.get(setting);
    return form == null ? isAddress(value) : form.matcher(value).matches();
  }

  private static boolean isAddress(String value) {
    try {
      URI url = URI.create(value);
      return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
          && url.getHost() != null
          && url.getRawUserInfo() == null
          && url.getRawQuery() == null
          && url.getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String withPath(String url) {
    boolean bare = URI.create(url).getRawPath().replace("/", "").isEmpty();
    return bare && known.has("path")
        ? url.replaceAll("/+$", "") + known.path("path").asString()
        : url;
  }

  // Google's hosts tell where they are, and what they tell may not be said otherwise beside them.
  private void regional(ObjectNode settings) {
    if (!known.path("config").has(LOCATION)) {
      return;
    }
    String location = settings.path(LOCATION).asString("us-central1");
    settings.remove(LOCATION);
    if (location.equals("us") || location.equals("eu")) {
      settings
          .put(URL, "https://aiplatform.%s.rep.googleapis.com/v1".formatted(location))
          .put(LOCATION, location);
    } else if (!location.equals("global")) {
      settings.put(URL, "https://%s-aiplatform.googleapis.com/v1".formatted(location));
    }
  }
}
