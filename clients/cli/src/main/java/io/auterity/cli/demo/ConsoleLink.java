package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;

/** The address of a run's page in the console. */
record ConsoleLink(ApiClient api, String run) {

  /** A link that signs in: once, and for ten minutes. */
  String fresh() {
    String code =
        api.post("/api/v1/codes", ApiClient.mapper().createObjectNode()).path("code").asString();
    return "%s/runs/%s#code=%s".formatted(api.address(), run, code);
  }
}
