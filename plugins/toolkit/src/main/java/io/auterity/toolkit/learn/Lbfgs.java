package io.auterity.toolkit.learn;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Limited-memory BFGS with backtracking (Nocedal and Wright, Numerical Optimization, algorithm
 * 7.4), for smooth convex functions.
 *
 * @param goOn is called before each look at the function; throws when the caller no longer waits
 */
record Lbfgs(Slope function, Runnable goOn) {

  private static final int KEPT = 8;
  private static final double FLAT = 1e-4;
  private static final double ARMIJO = 1e-4;
  private static final int HALVINGS = 30;

  /** A function with its gradient. */
  @FunctionalInterface
  interface Slope {

    /**
     * The value at a point.
     *
     * @param slope takes the gradient there
     */
    double at(double[] point, double[] slope);
  }

  // Differences of points and of slopes, with one by their product.
  @SuppressWarnings("ArrayRecordComponent")
  private record Pair(double[] step, double[] bend, double inverse) {}

  /** The point of the least value that the iterations reach, from zero. */
  double[] least(int width, int iterations) {
    double[] point = new double[width];
    double[] slope = new double[width];
    double value = at(point, slope);
    Deque<Pair> pairs = new ArrayDeque<>();
    for (int i = 0; i < iterations && Math.sqrt(dot(slope, slope)) > FLAT; i++) {
      double[] direction = direction(slope, pairs);
      double fall = dot(direction, slope);
      double length = pairs.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(slope, slope))) : 1;
      double[] next = new double[width];
      double[] nextSlope = new double[width];
      double nextValue = Double.POSITIVE_INFINITY;
      for (int half = 0;
          half < HALVINGS && !(nextValue <= value + ARMIJO * length * fall);
          half++) {
        length = half == 0 ? length : length / 2;
        move(point, direction, length, next);
        nextValue = at(next, nextSlope);
      }
      if (!(nextValue < value)) {
        return point;
      }
      keep(pairs, minus(next, point), minus(nextSlope, slope));
      point = next;
      slope = nextSlope;
      value = nextValue;
    }
    return point;
  }

  private double at(double[] point, double[] slope) {
    goOn.run();
    return function.at(point, slope);
  }

  private static double[] direction(double[] slope, Deque<Pair> pairs) {
    double[] made = slope.clone();
    double[] shares = new double[pairs.size()];
    int i = 0;
    for (Pair pair : pairs) {
      shares[i] = pair.inverse() * dot(pair.step(), made);
      move(made, pair.bend(), -shares[i], made);
      i++;
    }
    if (!pairs.isEmpty()) {
      Pair last = pairs.getFirst();
      double scale = 1 / (last.inverse() * dot(last.bend(), last.bend()));
      for (int j = 0; j < made.length; j++) {
        made[j] *= scale;
      }
    }
    for (Iterator<Pair> back = pairs.descendingIterator(); back.hasNext(); ) {
      Pair pair = back.next();
      i--;
      move(made, pair.step(), shares[i] - pair.inverse() * dot(pair.bend(), made), made);
    }
    for (int j = 0; j < made.length; j++) {
      made[j] = -made[j];
    }
    return made;
  }

  private static void keep(Deque<Pair> pairs, double[] step, double[] bend) {
    double product = dot(step, bend);
    if (product <= 1e-12) {
      return;
    }
    pairs.addFirst(new Pair(step, bend, 1 / product));
    if (pairs.size() > KEPT) {
      pairs.removeLast();
    }
  }

  private static void move(double[] from, double[] along, double length, double[] into) {
    for (int i = 0; i < from.length; i++) {
      into[i] = from[i] + length * along[i];
    }
  }

  private static double[] minus(double[] a, double[] b) {
    double[] made = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      made[i] = a[i] - b[i];
    }
    return made;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
