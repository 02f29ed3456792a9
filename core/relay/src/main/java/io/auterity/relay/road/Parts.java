package io.auterity.relay.road;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.provider.Providers;
import io.auterity.platform.time.Time;
import io.auterity.relay.decision.DecisionLog;
import io.auterity.relay.health.AllVitals;
import io.auterity.relay.ledger.Ledger;
import io.auterity.relay.plan.Configs;
import java.util.function.DoubleSupplier;

/**
 * Everything that the stages of the road work with.
 *
 * @param random numbers of at least 0 and below 1, from any thread
 */
public record Parts(
    Catalogue catalogue,
    Binder binder,
    Authorizer authorizer,
    Configs configs,
    Providers providers,
    AllVitals vitals,
    Ledger ledger,
    Dispatches dispatches,
    Cursors cursors,
    DecisionLog log,
    Time time,
    Alarms alarms,
    DoubleSupplier random) {}
