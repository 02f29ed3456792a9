/** The features by which people compare and choose connectors. */
@NullMarked
package io.auterity.provider.compare;

import org.jspecify.annotations.NullMarked;
