package io.auterity.toolkit.http;

import io.auterity.toolkit.Refusal;
import java.net.URI;

/** The address below which a vendor's paths lie. */
public final class EndpointUrl {

  /**
   * The address with a slash at its end, so that paths resolve below it.
   *
   * @param field names it in a refusal
   * @param example shows how it looks
   * @throws io.auterity.spi.CallFailedException {@code invalid} unless it is http or https, with a
   *     host and without a query
   */
  public static URI read(String field, String text, String example) {
    try {
      URI url = URI.create(text.endsWith("/") ? text : text + "/");
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web && url.getHost() != null && url.getQuery() == null) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // refused below like any other text that is no address
    }
    throw Refusal.invalid(field, "must be an address such as " + example);
  }
}
