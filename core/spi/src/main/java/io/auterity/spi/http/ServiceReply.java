package io.auterity.spi.http;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reply of an HTTP service; of body, text and content at most one is there. */
public record ServiceReply(
    @Description("Status of HTTP, e.g. 200") int status,
    @Description("Headers by lower-case name, several values of one joined by commas; no cookies")
        Map<String, String> headers,
    @Description(
            "Body that is JSON; a number that JSON numbers here would round is a text of its"
                + " digits")
        @Nullable Json body,
    @Description("Body that is text") @Nullable String text,
    @Description("Body that is neither") @Nullable Content content) {
  public ServiceReply {
    headers = Map.copyOf(headers);
  }
}
