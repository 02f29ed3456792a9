package io.auterity.workflow.engine;

import io.auterity.platform.call.Invoker;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.database.Database;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.workflow.registry.Versions;
import io.auterity.workflow.registry.Workflows;
import io.auterity.workflow.seat.SeatCandidate;
import java.util.random.RandomGenerator;

/**
 * What the engine stands on.
 *
 * @param repeatability which calls may be made twice
 * @param starts starts runs of steps, if that is permitted
 * @param carriers what carries runs on besides the journal
 * @param server this one, which asks for the seat of the engine
 * @param lastEnd how the process before this one of the same server ended
 */
public record EngineParts(
    Database database,
    Time time,
    Ids ids,
    RandomGenerator random,
    Invoker invoker,
    Catalogue catalogue,
    Binder binder,
    Repeatability repeatability,
    RunStarts starts,
    Workflows workflows,
    Versions versions,
    EngineCarriers carriers,
    EngineTimers timers,
    EngineSettings settings,
    SeatCandidate server,
    LastEnd lastEnd) {}
