package io.auterity.server.wiring;

import io.auterity.control.identity.IssuerKind;
import io.auterity.control.identity.IssuerRequests;
import io.auterity.control.identity.Issuers;
import io.auterity.control.identity.SignIns;
import io.auterity.control.identity.store.IssuerTable;
import io.auterity.control.identity.store.SignInTickets;

/** Who signs in with an account that they have outside. */
final class PeopleParts {

  final IssuerKind kind;
  final Issuers issuers;
  final SignIns signIns;

  PeopleParts(BaseParts base, VendorParts vendors) {
    IssuerTable table = new IssuerTable(base.database);
    this.issuers =
        new Issuers(
            table,
            new IssuerRequests(vendors.transport::bind, base.keptSecrets, base.time),
            base.access.people());
    this.kind = new IssuerKind(issuers, base.access.keys());
    this.signIns =
        new SignIns(
            base.access,
            issuers,
            new SignInTickets(base.database),
            base.seal,
            base.ids,
            base.time,
            base.random,
            base.telemetry.meters());
  }
}
