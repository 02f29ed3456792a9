package io.auterity.relay.road;

import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.ContentGuard;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.relay.attempt.AttemptServices;
import io.auterity.relay.cache.AnswerCache;
import io.auterity.relay.call.Charges;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.decision.log.DecisionLog;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.rehearsal.RehearsedCalls;
import io.auterity.relay.telemetry.CallMeters;

/**
 * The services that the stages of a call's pipeline, the road, work with.
 *
 * @param memory what answers take, beside the requests at our doors
 */
public record RoadServices(
    Catalogue catalogue,
    Binder binder,
    Authorizer authorizer,
    Configs configs,
    DecisionLog log,
    Captures captures,
    Captures responses,
    Time time,
    AttemptServices attempts,
    ContentGuard guard,
    RouteLearner learned,
    RolloutProgress rollouts,
    AnswerCache cache,
    Telemetry telemetry,
    CallMeters meters,
    Charges charges,
    RehearsedCalls rehearsed,
    MemoryPool memory,
    RefusedCalls refused) {}
