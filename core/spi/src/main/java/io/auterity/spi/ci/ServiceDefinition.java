package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A container that runs beside a job. */
public record ServiceDefinition(
    String image,
    @Description("Its environment variables") @Nullable Map<String, String> variables,
    @Description("Ports that it listens on") @Nullable List<Integer> ports) {
  public ServiceDefinition {
    Objects.requireNonNull(image);
    variables =
        variables == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    ports = ports == null ? null : List.copyOf(ports);
  }
}
