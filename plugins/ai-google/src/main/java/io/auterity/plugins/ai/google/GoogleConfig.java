package io.auterity.plugins.ai.google;

import io.auterity.plugins.ai.google.wire.GoogleEndpoint;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider is configured with.
 *
 * @param endpoint where and how to ask
 * @param model the one that is asked to classify, and to embed where a call names none
 */
record GoogleConfig(GoogleEndpoint endpoint, Optional<String> model) {

  private static final String GEMINI = "https://generativelanguage.googleapis.com/v1beta";
  private static final String VERTEX = "https://aiplatform.googleapis.com/v1";

  /** Host of Vertex AI in one location; without a location it is the one that is everywhere. */
  private static final Pattern HOST =
      Pattern.compile("(?:([a-z0-9-]+)-)?aiplatform\\.googleapis\\.com");

  private static final Pattern NAME = Pattern.compile("[a-z0-9.:-]+");

  static GoogleConfig ofGemini(Json.Obj config) {
    Fields fields = Fields.of(config);
    URI url = EndpointUrl.read("url", fields.optionalText("url").orElse(GEMINI), GEMINI);
    return new GoogleConfig(GoogleEndpoint.gemini(url), fields.optionalText("model"));
  }

  static GoogleConfig ofVertex(Json.Obj config) {
    Fields fields = Fields.of(config);
    URI url = EndpointUrl.read("url", fields.optionalText("url").orElse(VERTEX), VERTEX);
    String project = named("project", fields.text("project"));
    return new GoogleConfig(
        GoogleEndpoint.vertex(url, project, location(fields, url)), fields.optionalText("model"));
  }

  // What the host tells need not be said again, but may not be contradicted: the data go there.
  private static String location(Fields fields, URI url) {
    Optional<String> said =
        fields.optionalText("location").map(location -> named("location", location));
    Matcher host = HOST.matcher(url.getHost());
    if (!host.matches()) {
      return said.orElseThrow(
          () -> Refusal.invalid("location", "is missing, and the host of url does not tell it"));
    }
    String told = host.group(1) == null ? "global" : host.group(1);
    if (said.isPresent() && !said.get().equals(told)) {
      throw Refusal.invalid("location", "is %s, but url is that of %s".formatted(said.get(), told));
    }
    return told;
  }

  private static String named(String field, String value) {
    if (!NAME.matcher(value).matches()) {
      throw Refusal.invalid(field, "must be an id in lower case, not " + value);
    }
    return value;
  }
}
