package io.auterity.toolkit.ai;

import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.http.EndpointUrl;
import java.net.URI;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The place at Vertex AI where a project asks models: address, project and location.
 *
 * @param url up to and with the version; ends with a slash
 * @param project that asks and pays
 * @param location where the data go
 */
public record VertexPlace(URI url, String project, String location) {

  /** Where Vertex AI is everywhere. */
  public static final String URL = "https://aiplatform.googleapis.com/v1";

  /** Host of Vertex AI in one location; without a location it is the one that is everywhere. */
  private static final Pattern HOST =
      Pattern.compile("(?:([a-z0-9-]+)-)?aiplatform\\.googleapis\\.com");

  /** What the id of a project looks like. */
  public static final String PROJECT = "^[a-z0-9.:-]+$";

  /** What a location looks like. */
  public static final String LOCATION = "^[a-z0-9-]+$";

  /**
   * That of a configuration.
   *
   * @param location needed only where the host of the address does not tell it
   * @throws io.auterity.spi.CallFailedException {@code invalid} when one cannot be
   */
  public static VertexPlace of(String url, String project, @Nullable String location) {
    URI address = EndpointUrl.read("url", url, URL);
    return new VertexPlace(address, project, location(address, location));
  }

  /** Below the address, what stands before all that is asked of models; ends with a slash. */
  public String home() {
    return "projects/%s/locations/%s/".formatted(project, location);
  }

  // What the host tells need not be said again, but may not be contradicted: the data go there.
  private static String location(URI url, @Nullable String said) {
    Matcher host = HOST.matcher(url.getHost());
    if (!host.matches()) {
      if (said == null) {
        throw Refusal.invalid("location", "is missing, and the host of url does not tell it");
      }
      return said;
    }
    String told = host.group(1) == null ? "global" : host.group(1);
    if (said != null && !said.equals(told)) {
      throw Refusal.invalid("location", "is %s, but url is that of %s".formatted(said, told));
    }
    return told;
  }
}
