/** By what people choose among connectors and compare them. */
@NullMarked
package io.auterity.provider.compare;

import org.jspecify.annotations.NullMarked;
