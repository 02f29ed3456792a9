package io.auterity.server.limits;

import io.auterity.ledger.Ledger;
import io.auterity.ledger.LedgerReviews;
import io.auterity.ledger.LimitKind;
import io.auterity.ledger.noun.Approvals;
import io.auterity.ledger.noun.Limits;
import io.auterity.ledger.price.PriceLists;
import io.auterity.ledger.price.PricesKind;
import io.auterity.ledger.store.AbandonedSlices;
import io.auterity.ledger.store.ApprovalTable;
import io.auterity.ledger.store.RateLeaseTable;
import io.auterity.ledger.store.SliceStore;
import io.auterity.ledger.store.ThresholdStore;
import io.auterity.platform.call.Act;
import io.auterity.platform.database.ChangeFeed;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.platform.id.Ids;
import io.auterity.platform.part.PartList;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.time.Time;
import io.auterity.server.part.Foundation;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** Budgets, quotas and price lists: the ledger that enforces them, and its routes. */
public final class LimitsPart implements ServerPart {

  public final PriceLists prices;
  public final Ledger ledger;

  private final LedgerReviews reviews;
  private final ApprovalTable approvals;
  private final AbandonedSlices leftSlices;
  private final Time time;
  private final Ids ids;

  public LimitsPart(Foundation base) {
    this.time = base.time;
    this.ids = base.ids;
    this.prices = new PriceLists(time);
    this.ledger =
        new Ledger(
            time,
            ids,
            new SliceStore(base.database),
            new ThresholdStore(base.database, base.outbox, ids),
            new RateLeaseTable(base.database));
    this.reviews = new LedgerReviews(ledger);
    this.approvals = new ApprovalTable(base.database, base.changeAudit);
    this.leftSlices = new AbandonedSlices(base.database, base.changeAudit);
    base.changes.standFor(ledger.process());
    base.changes.follow(
        ChangeFeed.Topic.APPROVAL, ledger::approvalsChanged, ledger::approvalsChanged);
  }

  @Override
  public List<Act> acts() {
    return List.of(Approvals.APPROVE, Limits.SETTLE);
  }

  @Override
  public List<EngineStatement> statements() {
    return RateLeaseTable.STATEMENTS;
  }

  @Override
  public List<ResourceKind> kinds() {
    return List.of(new PricesKind(prices), LimitKind.budget(ledger), LimitKind.quota(ledger));
  }

  @Override
  public void recover() {
    reviews.start();
  }

  @Override
  public List<Object> nouns() {
    return List.of(
        new Limits(ledger, leftSlices, time), new Approvals(ledger, approvals, time, ids));
  }

  @Override
  public void close() {
    PartList.end(this, reviews::close, ledger::close);
  }
}
