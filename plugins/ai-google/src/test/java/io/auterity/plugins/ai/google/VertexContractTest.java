package io.auterity.plugins.ai.google;

import io.auterity.spi.Json;

class VertexContractTest extends GeminiContractTest {

  @Override
  protected String connectorId() {
    return "vertex";
  }

  /** One of those that take several texts at once. */
  @Override
  protected String model() {
    return "text-embedding-005";
  }

  @Override
  protected Json.Obj config() {
    return super.config().with("project", Json.of("p-1"));
  }
}
