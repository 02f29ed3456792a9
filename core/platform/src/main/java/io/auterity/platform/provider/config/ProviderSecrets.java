package io.auterity.platform.provider.config;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Secrets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that a provider may read: those that its configuration names by {@code {secret:
 * name}}, and no others.
 */
public final class ProviderSecrets implements Secrets {

  private final TenantScope scope;
  private final String provider;
  private final Set<String> names = new HashSet<>();
  private final Source source;

  /** Reads secrets of tenants. */
  @FunctionalInterface
  public interface Source {

    /**
     * The current value.
     *
     * @throws CallFailedException {@code not_found}
     */
    String read(TenantScope scope, String name);
  }

  public ProviderSecrets(TenantScope scope, String provider, Json.Obj config, Source source) {
    this.scope = scope;
    this.provider = provider;
    this.source = source;
    collect(config);
  }

  @Override
  public String read(String name) {
    if (!names.contains(name)) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "the configuration of provider '%s' names no secret '%s'".formatted(provider, name));
    }
    return source.read(scope, name);
  }

  /** A secret that is read again when it has grown old, so that a new version soon takes effect. */
  public static Supplier<String> kept(Time time, Supplier<String> source) {
    return new Kept(time, source);
  }

  private void collect(Json value) {
    switch (value) {
      case Json.Obj(Map<String, Json> fields) -> {
        if (fields.size() == 1 && fields.get("secret") instanceof Json.Str(String name)) {
          names.add(name);
        }
        fields.values().forEach(this::collect);
      }
      case Json.Arr(List<Json> items) -> items.forEach(this::collect);
      default -> {
        // A scalar names nothing.
      }
    }
  }

  private static final class Kept implements Supplier<String> {

    private static final long MAX_AGE = Duration.ofSeconds(10).toNanos();

    private final Time time;
    private final Supplier<String> source;
    private volatile @Nullable Value last;

    private record Value(String text, long at) {}

    Kept(Time time, Supplier<String> source) {
      this.time = time;
      this.source = source;
    }

    @Override
    public String get() {
      Value known = last;
      if (known == null || time.nanos() - known.at() > MAX_AGE) {
        known = new Value(source.get(), time.nanos());
        last = known;
      }
      return known.text();
    }
  }
}
