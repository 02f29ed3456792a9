package io.auterity.server.runs;

import io.auterity.spi.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish to run a workflow.
 *
 * @param options tell pieces of work apart that have the same input; the run does not see them
 * @param labels go with every call of the run
 * @param attach whether an unfinished run of the same workflow, input, options and labels will do
 */
public record RunStart(
    Json.Obj input,
    Json.@Nullable Obj options,
    @Nullable Map<String, String> labels,
    @Nullable Boolean attach) {}
