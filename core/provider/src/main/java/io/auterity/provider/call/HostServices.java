package io.auterity.provider.call;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.PlatformCause;
import io.auterity.platform.transport.TokenStore;
import io.auterity.provider.BehalfInvoker;
import io.auterity.provider.InjectedFault;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.Origin;
import io.auterity.spi.Secrets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The services of the platform for one instance of a connector: its store, and acts on behalf of
 * callers. A failure of these reaches the host again through the connector's code, so it is
 * remembered for the thread that runs the code; what the connector made itself is told from it by
 * that.
 */
public final class HostServices {

  private static final Set<FailureCode> PASSING =
      EnumSet.of(FailureCode.UNAVAILABLE, FailureCode.TIMEOUT);

  /** Of a secret that an input names. */
  private static final Set<FailureCode> NAMED_WRONGLY =
      EnumSet.of(FailureCode.NOT_FOUND, FailureCode.FORBIDDEN, FailureCode.INVALID);

  private final PlatformFailures told = new PlatformFailures();
  private final SecretRedaction secrets = new SecretRedaction();
  private final Secrets vault;
  private final BiFunction<Invocation, Call, OnBehalf> behalves;

  /**
   * Those of an instance.
   *
   * @param vault reads what inputs of calls name, of the tenant's secrets those that may go where
   *     its requests go
   */
  public HostServices(Secrets vault) {
    this(vault, (caller, call) -> BehalfInvoker.NONE.of(caller, "", 0, call));
  }

  /**
   * As above.
   *
   * @param behalves finds what may be done on behalf of who calls
   */
  public HostServices(Secrets vault, BiFunction<Invocation, Call, OnBehalf> behalves) {
    this.vault = vault;
    this.behalves = behalves;
  }

  /** What may be done on behalf of who calls, without any bound of the connector's plugin. */
  OnBehalf onBehalf(Invocation caller, Call call) {
    return behalves.apply(caller, call);
  }

  /** Does something on behalf of who calls. */
  <T> T acted(Supplier<T> work) {
    try {
      return work.get();
    } catch (CallFailedException e) {
      failedOnBehalf(e.failure());
      throw e;
    }
  }

  /** Notes that something on behalf of who calls has failed so. */
  void failedOnBehalf(Failure failure) {
    told.ofBehalf(failure);
  }

  /**
   * An input with the values of its secrets, which no text tells from then on while the call lasts:
   * of those that it names, and of what the platform lends this call alone.
   *
   * @param atEnd takes what is to be done when the call has ended
   * @throws CallFailedException as the vault says: the caller's who names what is not there or may
   *     not go there, and else the platform's, never the provider's
   */
  Record filled(Record input, Consumer<Runnable> atEnd) {
    return InputSecrets.filled(
        input,
        secret -> {
          String value = secret.name().map(this::read).orElseGet(secret::value);
          atEnd.accept(secrets.named(value));
          return value;
        });
  }

  private String read(String name) {
    try {
      return vault.read(name);
    } catch (CallFailedException e) {
      Failure failure = e.failure();
      throw NAMED_WRONGLY.contains(failure.code())
          ? new CallFailedException(FailureCode.INVALID, "the input: " + failure.message())
          : new CallFailedException(PlatformCause.STORE.on(failure));
    }
  }

  /** Asks the store for a secret, which no text of the connector tells from then on. */
  public String secret(Supplier<String> store) {
    return hidden(serve(store));
  }

  /** A form of a secret that no text of the connector is to tell either. */
  public String hidden(String secret) {
    return secrets.given(secret);
  }

  /** A text of the connector without the secrets that it was given. */
  public String hide(String text) {
    return secrets.hide(text);
  }

  /** Asks the store. */
  public <T> T serve(Supplier<T> store) {
    try {
      return store.get();
    } catch (CallFailedException e) {
      if (PASSING.contains(e.failure().code())) {
        told.ofStore(e.failure());
      }
      throw e;
    }
  }

  /**
   * A failure out of the connector's code: with its cause in the platform if it has one there, else
   * the vendor's unless it is the caller's, and with no other mark of the host.
   */
  Failure judged(Failure failure) {
    Failure unmarked = CallGuard.WAY.strip(InjectedFault.unmarked(PlatformCause.off(failure)));
    if (told.isOfBehalf(failure)) {
      return ofBehalf(unmarked);
    }
    return told.isOfStore(unmarked)
        ? PlatformCause.STORE.on(unmarked)
        : unmarked.withOrigin(origin(unmarked));
  }

  // Who was asked there has been judged there; here it is the caller's own doing, or our outage.
  private static Failure ofBehalf(Failure failure) {
    return failure.code().origin() == Origin.CALLER
        ? failure.withOrigin(Origin.CALLER)
        : PlatformCause.BEHALF.on(failure);
  }

  // The credential is the provider's; its configuration, room in this process and faults of code
  // are ours.
  private static Origin origin(Failure failure) {
    return switch (failure.code()) {
      case SATURATED, INTERNAL -> Origin.PLATFORM;
      case UNAUTHENTICATED -> Origin.VENDOR;
      case FORBIDDEN ->
          failure.fields().containsKey(Failure.CONFIGURATION) ? Origin.PLATFORM : Origin.VENDOR;
      default -> failure.origin() == Origin.CALLER ? Origin.CALLER : Origin.VENDOR;
    };
  }

  /** The connector's code has ended on this thread. */
  void forget() {
    told.taken();
  }

  /** What threads that run the connector's code were told. */
  PlatformFailures told() {
    return told;
  }

  /**
   * Documents of the store, served to the connector.
   *
   * @param events types of those that it may raise about them
   */
  public Documents serve(Documents stored, List<String> events) {
    return new ServedDocuments(stored, List.copyOf(events), this);
  }

  /** Tokens of the store, which the platform takes for the connector's requests. */
  public TokenStore serve(TokenStore stored) {
    return new ServedTokens(stored, this);
  }

  private record ServedTokens(TokenStore stored, HostServices services) implements TokenStore {

    @Override
    public @Nullable Kept read() {
      return services.serve(() -> Optional.ofNullable(stored.read())).orElse(null);
    }

    @Override
    public boolean keep(@Nullable Kept before, Kept tokens) {
      return services.serve(() -> stored.keep(before, tokens));
    }

    @Override
    public void lost(Kept before, String reason) {
      services.serve(
          () -> {
            stored.lost(before, reason);
            return true;
          });
    }

    @Override
    public void unkept(Kept given) {
      services.serve(
          () -> {
            stored.unkept(given);
            return true;
          });
    }

    // What the work itself fails with is its own.
    @Override
    public <T> Optional<T> alone(Supplier<T> work) {
      return stored.alone(work);
    }

    @Override
    public long changes() {
      return stored.changes();
    }
  }

  private record ServedDocuments(Documents stored, List<String> events, HostServices services)
      implements Documents {

    @Override
    public <T> T write(Function<Writer, T> work) {
      return services.serve(
          () -> stored.write(writer -> work.apply(new BoundedWriter(writer, events))));
    }

    @Override
    public Optional<Document> get(String collection, String id) {
      return services.serve(() -> stored.get(collection, id));
    }

    @Override
    public Optional<Document> find(String collection, String key, String value) {
      return services.serve(() -> stored.find(collection, key, value));
    }

    @Override
    public List<Document> list(
        String collection, Json.Obj filter, @Nullable String after, int limit) {
      return services.serve(() -> stored.list(collection, filter, after, limit));
    }
  }
}
