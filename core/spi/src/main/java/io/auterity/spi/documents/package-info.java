/** Databases of documents: collections of records without a fixed schema. */
@NullMarked
package io.auterity.spi.documents;

import org.jspecify.annotations.NullMarked;
