package io.auterity.provider.call;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.Destination;
import io.auterity.provider.Attempt;
import io.auterity.provider.InjectedFault;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.PluginRealm;
import io.auterity.provider.target.ChatConstraints;
import io.auterity.provider.target.RefusedFields;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.WebhookDelivery;
import io.auterity.spi.WebhookReading;
import io.auterity.spi.WebhookToken;
import io.auterity.spi.Webhooks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The instance that a connector opened for one generation of a provider. */
public final class ProviderInstance {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderInstance.class);

  /** How long cancelled calls may take to notice. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final HostedConnector connector;
  private final HostedConnector hiding;
  private final ConnectorContext context;
  private final HostServices services;
  private final Set<Destination> egress;
  private final Runnable requireSignature;
  private final Object target;
  private final InFlight inFlight = new InFlight();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final RefusedFields learnt = new RefusedFields();
  private volatile List<KnownModel> models = List.of();

  private ProviderInstance(
      HostedConnector connector,
      HostedConnector hiding,
      ConnectorContext context,
      HostServices services,
      Set<Destination> egress,
      Runnable requireSignature,
      Object target) {
    this.connector = connector;
    this.hiding = hiding;
    this.context = context;
    this.services = services;
    this.egress = egress;
    this.requireSignature = requireSignature;
    this.target = target;
  }

  /**
   * Opens an instance.
   *
   * @param egress where its requests may go
   * @param requireSignature fails when requests cannot be signed
   * @throws CallFailedException when the connector refuses the configuration
   */
  public static ProviderInstance open(
      HostedConnector connector,
      ConnectorContext unfitted,
      HostServices services,
      Set<Destination> egress,
      Runnable requireSignature) {
    ConnectorContext context = unfitted.taking(ChatConstraints.of(connector.manifest().takes()));
    HostedConnector hiding = connector.hiding(services::hide);
    context.threads().within(hiding.realm(), services.told());
    try {
      return new ProviderInstance(
          connector, hiding, context, services, egress, requireSignature, hiding.open(context));
    } catch (CallFailedException e) {
      context.threads().close();
      throw e;
    }
  }

  public HostedConnector connector() {
    return connector;
  }

  public ConnectorContext context() {
    return context;
  }

  /** Its classes, out of which no text tells a secret. */
  PluginRealm realm() {
    return hiding.realm();
  }

  /** What the last check that went well has told of its vendor's models. */
  public List<KnownModel> models() {
    return models;
  }

  /** What its vendor takes of a chat, as its manifest says. */
  ChatConstraints takes() {
    return context.takes();
  }

  /** What its vendor has refused of chats. */
  RefusedFields learnt() {
    return learnt;
  }

  /** The object that has the kind's operations. */
  Object target() {
    return target;
  }

  /** An input as its connector is given it, with the values of the secrets that it names. */
  Record filled(Record input, ConnectorCall call) {
    return services.filled(input, call::atEnd);
  }

  /** What its connector may do on behalf of who calls it. */
  OnBehalf onBehalf(Invocation caller, ConnectorCall call) {
    return new BehalfOfCaller(
        connector.plugin().manifest(), call, services, services.onBehalf(caller, call));
  }

  InFlight inFlight() {
    return inFlight;
  }

  /** Keeps it open for one attempt; empty when it is closed to further calls. */
  public Optional<Lease> lease(
      ProviderInfo info, List<InjectedFault> faults, CpuBoundWork heavy, Time time) {
    return inFlight.enter()
        ? Optional.of(new ProviderLease(info, faults, this, heavy, time))
        : Optional.empty();
  }

  /** What reads its vendor's webhooks while it is open; empty when the vendor sends none. */
  public Optional<Webhooks> webhooks() {
    return hiding.webhooks(target).map(Entered::new);
  }

  /** The connector's own, entered for each delivery. */
  private final class Entered implements Webhooks {
    private final Webhooks own;

    Entered(Webhooks own) {
      this.own = own;
    }

    @Override
    public String scheme() {
      return own.scheme();
    }

    @Override
    public boolean secretOfVendor() {
      return own.secretOfVendor();
    }

    @Override
    public boolean secretByHandshake() {
      return own.secretByHandshake();
    }

    /**
     * {@inheritDoc}
     *
     * @throws CallFailedException {@code forbidden} where its keys are at a host to which the
     *     provider may not go
     */
    @Override
    public Optional<WebhookToken> token() {
      Optional<WebhookToken> token = open(own::token);
      token.ifPresent(this::requireReach);
      return token;
    }

    private void requireReach(WebhookToken token) {
      if (Destination.of(token.keys()).filter(at -> at.isAmong(egress)).isEmpty()) {
        throw new CallFailedException(
            FailureCode.FORBIDDEN,
            "provider '%s' does not go to %s, where the keys of its vendor would be: the connector must name that host in its egress"
                .formatted(context.id(), token.keys().getAuthority()));
      }
    }

    @Override
    public Optional<String> flaw(String secret) {
      return own.flaw(secret);
    }

    @Override
    public Optional<Set<String>> headers() {
      return own.headers();
    }

    @Override
    public boolean bearsSignature(WebhookDelivery delivery) {
      return open(() -> own.bearsSignature(delivery));
    }

    @Override
    public WebhookReading read(WebhookDelivery delivery) {
      return open(() -> own.read(delivery));
    }

    private <T> T open(Supplier<T> use) {
      if (!inFlight.enter()) {
        throw new CallFailedException(
            FailureCode.UNAVAILABLE, "provider '%s' has just changed".formatted(context.id()));
      }
      try {
        return entered(Applied.NO, use);
      } finally {
        inFlight.leave();
      }
    }
  }

  /**
   * Asks the connector whether its provider answers, once it is known that requests can be signed,
   * as not every connector sends one; false when it is closed to further calls.
   *
   * @param begun run before it is asked
   * @throws CallFailedException as the connector does, and when requests cannot be signed
   */
  public boolean check(Attempt attempt, Runnable begun) {
    if (!inFlight.enter()) {
      return false;
    }
    ConnectorCall call =
        new ConnectorCall(
            connector.manifest().kind() + ".provider.check", Effect.NONE, attempt, this);
    try {
      begun.run();
      call.begin();
      return entered(Applied.NO, () -> checked(call));
    } catch (CallFailedException e) {
      throw new CallFailedException(call.ofCredential(e.failure()));
    } finally {
      call.end();
      inFlight.leave();
    }
  }

  private boolean checked(ConnectorCall call) {
    requireSignature.run();
    hiding.check(target, call);
    models = told();
    return true;
  }

  // A hint only: a vendor that has answered is not out because its models are not known.
  private List<KnownModel> told() {
    try {
      return hiding.models(target);
    } catch (CallFailedException e) {
      LOG.warn("provider {} does not tell its models: {}", context.id(), e.getMessage());
      return models;
    }
  }

  /**
   * Runs code of the connector in its realm; its failures carry the host's marks only where they
   * are due.
   */
  <T extends @Nullable Object> T entered(Applied applied, Supplier<T> work) {
    try {
      return hiding.realm().enter(connector.name(), applied, work);
    } catch (CallFailedException e) {
      Failure judged = services.judged(e.failure());
      throw judged.equals(e.failure()) ? e : new CallFailedException(judged);
    } finally {
      services.forget();
    }
  }

  /** An event of the connector, read inside {@link #entered}. */
  @Nullable Record judged(@Nullable Record event) {
    return StreamFailure.replaced(
        event, failure -> services.judged(hiding.realm().hidden(failure)));
  }

  /**
   * Takes no further calls, waits for the last one, cancels what is left at the deadline, and
   * closes.
   *
   * @return how many calls were cancelled
   */
  public int retire(Duration deadline) {
    InFlight.Drained drained = inFlight.drain(deadline, GRACE);
    if (!drained.empty()) {
      LOG.warn("provider {}: a cancelled call does not end; its instance is closed", context.id());
    }
    close();
    return drained.cancelled();
  }

  /** Closes what the connector opened, once; no call may be inside. */
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    context.threads().close();
    if (target instanceof AutoCloseable closeable) {
      try {
        hiding.realm().enter(connector.name(), Applied.NO, () -> closed(closeable));
      } catch (CallFailedException e) {
        LOG.warn("provider {} did not close cleanly: {}", context.id(), e.getMessage());
      }
    }
  }

  // AutoCloseable may throw anything; the realm makes text of it.
  private static boolean closed(AutoCloseable closeable) {
    try {
      closeable.close();
      return true;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
