/** Whether a connector file can work: all that is wrong with it, and what is missing. */
@NullMarked
package io.auterity.connector.check;

import org.jspecify.annotations.NullMarked;
