package io.auterity.workflow.view;

import io.auterity.spi.Json;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a step with what went in and came out.
 *
 * @param input null when it cannot be told any more
 */
public record StepExecutionDetail(
    StepExecution instance, @Nullable Json input, @Nullable Json output) {}
