package io.auterity.spi.documents;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import org.jspecify.annotations.Nullable;

/** Input of {@code documents.collection.list}. */
public record CollectionQuery(
    @Description("Those below this document; those at the top when absent") @Nullable Ref parent,
    @Description("Where the page begins; from the page before") @Nullable Cursor cursor,
    @Description("At most so many, 1 to 200; 50 when absent") @Nullable Integer limit) {}
