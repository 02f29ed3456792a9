/** The generic door: any capability by its id, and its stream. */
@NullMarked
package io.auterity.server.call;

import org.jspecify.annotations.NullMarked;
