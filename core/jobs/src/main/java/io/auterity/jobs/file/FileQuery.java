package io.auterity.jobs.file;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query for a page of one owner's files.
 *
 * @param purpose null for any
 * @param after the last file of the page before; null for the first page
 * @param limit at most so many
 * @param oldestFirst the newest come first otherwise
 */
public record FileQuery(
    @Nullable String purpose, @Nullable UUID after, int limit, boolean oldestFirst) {}
