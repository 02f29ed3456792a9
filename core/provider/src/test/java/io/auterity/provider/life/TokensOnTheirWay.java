package io.auterity.provider.life;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditTrail;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.files.ProviderFiles;
import io.auterity.platform.id.Ids;
import io.auterity.platform.job.JobKind;
import io.auterity.platform.job.JobQueue;
import io.auterity.platform.job.JobRunner;
import io.auterity.platform.job.PresentJobs;
import io.auterity.platform.outbox.Outbox;
import io.auterity.platform.secret.MasterKey;
import io.auterity.platform.secret.PendingVendorRequests;
import io.auterity.platform.secret.SecretVault;
import io.auterity.platform.secret.SecretVersionLimits;
import io.auterity.platform.secret.TokenVault;
import io.auterity.platform.time.ManualTime;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.AuthorizationCodeGrant;
import io.auterity.platform.transport.GrantDetails;
import io.auterity.platform.transport.OauthClient;
import io.auterity.platform.transport.TokenEndpoint;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.provider.BehalfInvoker;
import io.auterity.provider.call.CpuBoundWork;
import io.auterity.provider.token.PendingRevocation;
import io.auterity.provider.token.PendingRevocation.Owed;
import io.auterity.provider.token.ProviderTokens;
import io.auterity.provider.token.RevocationJob;
import io.auterity.spi.AuthForm.Dialect;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A provider with tokens whose vendor takes them back as the test says. */
@Tag("postgresql")
abstract class TokensOnTheirWay {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();
  @TempDir static Path folder;

  static final URI TOKENS = URI.create("https://vendor.test/token");
  static final TokenRevocationRequest BACK =
      new TokenRevocationRequest(
          "git",
          "client",
          URI.create("https://vendor.test/revoke"),
          "me",
          "client",
          Set.of("vendor.test"),
          Dialect.USUAL);

  final TenantScope tenant = db.newTenant();
  final ManualTime time = new ManualTime();
  final JobQueue queue = new JobQueue(time);
  final AtomicLong life = new AtomicLong(3);
  final AtomicInteger status = new AtomicInteger(200);
  volatile String said = "";
  volatile TokenRevocationRequest back = BACK;
  volatile Duration slowness = Duration.ZERO;
  volatile Runnable meanwhile = () -> {};
  final List<String> asked = new CopyOnWriteArrayList<>();
  final TokenVault vault =
      new TokenVault(
          db.database(),
          new SecretVault(
              db.database(),
              MasterKey.open(folder.resolve("master.key")),
              Time.system(),
              AuditTrail.changes(),
              new SecretVersionLimits(3, Duration.ofDays(7))));
  final PendingVendorRequests debts = vault.requests(PendingVendorRequests.Sort.TOKENS, queue);
  final PendingRevocation owed = new PendingRevocation(debts, Ids.system(Time.system()), time);
  final ProviderTokens tokens =
      new ProviderTokens(
          vault,
          scope -> 0,
          new Outbox(db.database(), time),
          Ids.system(Time.system()),
          Time.system());
  final Transport transport = new Vendor();
  final ProviderEnvironment environment =
      new ProviderEnvironment(
          time,
          (scope, name, hosts) -> "s3cret",
          tokens::of,
          binding -> transport,
          (scope, provider) -> life.get(),
          ReachConsents.NONE,
          KindDefaults.NONE,
          (scope, provider, of) -> {
            throw new IllegalStateException("nothing is stored");
          },
          new ProviderFiles(folder.resolve("files"), 1_000),
          ProviderEnvironment.InboundAddresses.NONE,
          BehalfInvoker.NONE,
          new CpuBoundWork(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          false);
  final AuthorizationCodeGrant grant =
      new AuthorizationCodeGrant(
          TOKENS, new OauthClient("me", "s3cret", Dialect.USUAL), "use", "p");

  private final class Vendor implements Transport {
    @Override
    public WireResponse send(WireRequest request, Call call) {
      asked.add(new String(request.body(), UTF_8));
      time.advance(slowness);
      meanwhile.run();
      if (status.get() == 0) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "it hangs");
      }
      return new WireResponse(status.get(), Map.of(), said.getBytes(UTF_8));
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      throw new IllegalStateException("nobody streams tokens");
    }
  }

  /** What is left here would be given back by the next test. */
  @AfterEach
  void forget() {
    debts.ids(tenant).forEach(id -> debts.end(tenant, id, tx -> {}));
  }

  /** Runs what is due, as a server has it that knows nothing of any other. */
  void round(RevocationJob job) {
    round(new PresentJobs(job));
  }

  void round(JobKind job) {
    new JobRunner(
            db.database(),
            queue,
            List.of(job),
            AuditTrail.changes(),
            time,
            UUID.randomUUID(),
            Runnable::run)
        .round();
  }

  RevocationJob returns() {
    return returns(() -> {});
  }

  /** Those that do something before they know how tokens get back. */
  RevocationJob returns(Runnable first) {
    return new RevocationJob(
        (scope, provider) -> {
          first.run();
          return agreement();
        },
        environment,
        tokens,
        owed,
        AuditTrail.changes());
  }

  /** Has nothing open what is kept for a provider any more. */
  void spoil(String provider) {
    String name = "provider/%s/oauth".formatted(provider);
    int spoilt =
        db.database()
            .inTenant(
                tenant,
                tx ->
                    tx.update(
                            """
                            with gone as (
                              delete from secret where name = :name
                              returning tenant, name, version, key_id, created)
                            insert into secret (tenant, name, version, key_id, ciphertext, created)
                            select tenant, name, version + 1, key_id, '\\x00', created from gone
                            """)
                        .bind("name", name)
                        .execute());
    assertThat(spoilt).isEqualTo(1);
  }

  RevocationJob returnsWithout(FailureCode code) {
    return new RevocationJob(
        (scope, provider) -> {
          throw new CallFailedException(code, "nobody knows");
        },
        environment,
        tokens,
        owed,
        AuditTrail.changes());
  }

  List<Owed> owing() {
    return owed.of(
        tenant,
        (id, e) -> {
          throw e;
        });
  }

  AuthorizationCodeFlow agreement() {
    return agreement(grant);
  }

  AuthorizationCodeFlow agreement(AuthorizationCodeGrant of) {
    return new AuthorizationCodeFlow(
        URI.create("https://vendor.test/authorize"),
        back,
        Map.of(),
        of,
        new TokenEndpoint(transport, time, UnaryOperator.identity()),
        life.get(),
        "forge",
        time,
        UnaryOperator.identity());
  }

  Kept kept(String access, @Nullable String refresh) {
    return new Kept(
        grant.identity(),
        access,
        refresh,
        time.now(),
        time.now().plusSeconds(60),
        false,
        GrantDetails.of(time.now()));
  }

  void awayAtTheEnd() {
    connected();
    status.set(0);
    assertThat(returns().end(tenant, "p", agreement(), tx -> {})).isFalse();
  }

  Kept connected() {
    Kept kept = kept("canary-a", "canary-r");
    tokens.keep(tenant, "p", life.get(), kept, (tx, before) -> {});
    return kept;
  }
}
