/** Tables in CSV. */
@NullMarked
package io.auterity.platform.csv;

import org.jspecify.annotations.NullMarked;
