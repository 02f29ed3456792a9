package io.auterity.cli.api;

/**
 * The address of a page of the console.
 *
 * @param page its path without the first slash, e.g. {@code runs/run_0190…}
 */
public record ConsoleLink(ApiClient api, String page) {

  /** A link that signs in: once, and for ten minutes. */
  public String fresh() {
    String code =
        api.post("/api/v1/codes", ApiClient.mapper().createObjectNode()).path("code").asString();
    return "%s/%s#code=%s".formatted(api.address(), page, code);
  }
}
