/** Tasks that take longer than a request. */
@NullMarked
package io.auterity.server.task;

import org.jspecify.annotations.NullMarked;
