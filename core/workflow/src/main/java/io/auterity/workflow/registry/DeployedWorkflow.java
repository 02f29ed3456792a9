package io.auterity.workflow.registry;

import io.auterity.platform.resource.JsonSchema;
import io.auterity.spi.Json;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.Digest;
import java.time.Instant;

/**
 * A workflow that is in force.
 *
 * @param input the compiled schema of its input
 */
public record DeployedWorkflow(
    int version,
    Instant appliedAt,
    Json.Obj spec,
    Digest digest,
    Workflow workflow,
    JsonSchema input) {}
