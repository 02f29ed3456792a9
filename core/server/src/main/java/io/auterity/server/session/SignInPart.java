package io.auterity.server.session;

import io.auterity.control.access.Access;
import io.auterity.control.identity.IssuerKind;
import io.auterity.control.identity.IssuerRequests;
import io.auterity.control.identity.Issuers;
import io.auterity.control.identity.SignIns;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.control.identity.store.SignInTickets;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.transport.HttpTransport;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Signing in: issuers, people with accounts there, sessions of keys, and their routes. */
public final class SignInPart implements ServerPart {

  private final IssuerKind kind;
  private final Issuers issuers;
  private final SignIns signIns;
  private final Access access;
  private final IntSupplier gatewayPort;
  private final @Nullable String address;

  /**
   * @param transport binds requests to issuers to a tenant
   * @param gatewayPort asked when a session is shown
   * @param address by which browsers reach this server; null when it is the one that they call
   */
  public SignInPart(
      Foundation base, HttpTransport transport, IntSupplier gatewayPort, @Nullable String address) {
    this.access = base.access;
    this.gatewayPort = gatewayPort;
    this.address = address;
    this.issuers =
        new Issuers(
            new IssuerTable(base.database),
            new IssuerRequests(transport::bind, base.keptSecrets, base.time),
            access.people());
    this.kind = new IssuerKind(issuers, access.keys());
    this.signIns =
        new SignIns(
            access,
            issuers,
            new SignInTickets(base.database),
            base.seal,
            base.ids,
            base.time,
            base.random,
            base.telemetry.meters());
  }

  @Override
  public List<EngineStatement> statements() {
    return IssuerTable.STATEMENTS;
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(kind);
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new SessionController(access, gatewayPort, address),
        new IssuerClientController(issuers, access.tenants(), access.audit()),
        new SignInController(signIns, address),
        new PeopleController(access.people(), signIns.links(), address));
  }
}
