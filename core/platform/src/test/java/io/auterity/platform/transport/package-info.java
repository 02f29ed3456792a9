@NullMarked
package io.auterity.platform.transport;

import org.jspecify.annotations.NullMarked;
