package io.auterity.gateway.listener;

import io.auterity.gateway.door.WholeAnswer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** {@code /health/live} and {@code /health/ready} on the gateway's own port. */
final class GatewayHealth {

  private final BooleanSupplier ready;
  private volatile boolean draining;

  GatewayHealth(BooleanSupplier ready) {
    this.ready = ready;
  }

  /** From now on no more work is wanted here. */
  void drain() {
    draining = true;
  }

  /** The answer at a path of health; empty for any other. */
  Optional<WholeAnswer> answer(String path) {
    return switch (path) {
      case "/health/live" -> Optional.of(answer(true));
      case "/health/ready" -> Optional.of(answer(!draining && ready.getAsBoolean()));
      default -> Optional.empty();
    };
  }

  private static WholeAnswer answer(boolean up) {
    String status = "{\"status\":\"%s\"}".formatted(up ? "up" : "down");
    return new WholeAnswer(
        up ? 200 : 503,
        Map.of("content-type", "application/json", "cache-control", "no-store"),
        status.getBytes(StandardCharsets.UTF_8));
  }
}
