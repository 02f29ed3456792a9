package io.auterity.toolkit.ai;

import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import io.auterity.toolkit.json.Fields;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a project asks models at Vertex AI.
 *
 * @param url up to and with the version; ends with a slash
 * @param project that asks and pays
 * @param location where the data go
 */
public record VertexPlace(URI url, String project, String location) {

  private static final String URL = "https://aiplatform.googleapis.com/v1";

  /** Host of Vertex AI in one location; without a location it is the one that is everywhere. */
  private static final Pattern HOST =
      Pattern.compile("(?:([a-z0-9-]+)-)?aiplatform\\.googleapis\\.com");

  private static final Pattern NAME = Pattern.compile("[a-z0-9.:-]+");

  /**
   * That of a configuration with {@code url}, {@code project} and {@code location}.
   *
   * @throws io.auterity.spi.CallFailedException {@code invalid} when one cannot be
   */
  public static VertexPlace of(Fields fields) {
    URI url = EndpointUrl.read("url", fields.optionalText("url").orElse(URL), URL);
    String project = named("project", fields.text("project"));
    return new VertexPlace(url, project, location(fields, url));
  }

  /** Below the address, what stands before all that is asked of models; ends with a slash. */
  public String home() {
    return "projects/%s/locations/%s/".formatted(project, location);
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
