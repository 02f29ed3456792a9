package io.auterity.gateway.door;

import java.util.Optional;

/** What can be asked of the gateway besides its health. */
public enum GatewayEndpoint {
  CHAT("POST", "/v1/chat/completions"),
  EMBEDDINGS("POST", "/v1/embeddings"),
  MODELS("GET", "/v1/models"),
  MODEL("GET", "/v1/models/");

  private final String method;
  private final String path;
  private final String spanName;

  GatewayEndpoint(String method, String path) {
    this.method = method;
    this.path = path;
    this.spanName = method + " " + path;
  }

  /** The endpoint at a path; the last one stands for all that begin with it. */
  public static Optional<GatewayEndpoint> at(String path) {
    for (GatewayEndpoint endpoint : values()) {
      if (endpoint == MODEL
          ? path.startsWith(MODEL.path) && path.length() > MODEL.path.length()
          : path.equals(endpoint.path)) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }

  public String method() {
    return method;
  }

  /** As it stands in measurements. */
  public String path() {
    return path;
  }

  /** As it stands in traces. */
  public String spanName() {
    return spanName;
  }
}
