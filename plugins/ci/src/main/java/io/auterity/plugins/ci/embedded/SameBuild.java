package io.auterity.plugins.ci.embedded;

import io.auterity.spi.Call;
import io.auterity.spi.Json;
import io.auterity.spi.ci.PipelineTrigger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The idempotency key of a build: what calls have in common that ask for the same one.
 *
 * @param key of the call, apart for each operation; empty when it is never repeated
 * @param asked digest of what is to be built
 */
record SameBuild(Optional<String> key, String asked) {

  static SameBuild of(PipelineTrigger trigger, Call call) {
    Map<String, String> variables =
        new TreeMap<>(Objects.requireNonNullElse(trigger.variables(), Map.of()));
    return of(
        Json.array(
                List.of(
                    Json.of(trigger.pipeline().id()),
                    Json.of(trigger.ref()),
                    Json.of(variables.toString())))
            .toString(),
        call);
  }

  static SameBuild again(BuildRecord build, Call call) {
    return of(build.place(), call);
  }

  private static SameBuild of(String asked, Call call) {
    return new SameBuild(
        call.idempotencyKey().map(key -> call.capability() + " " + key), sha256(asked));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
