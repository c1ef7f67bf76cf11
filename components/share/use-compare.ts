import { useRef, useState, type PointerEvent } from "react";

/** A finger that has gone this far sideways means the picture, not the page. CSS pixels. */
const meantPx = 6;

type Gesture = { pointerId: number; startX: number; isDragging: boolean };

/**
 * Where two pictures part, in percent of the width, and the handlers that move it. A mouse moves it at once; a finger only
 * sideways or by a tap, so that whoever scrolls past leaves it where it is.
 */
export function useCompare() {
  const [at, setAt] = useState(50);
  const [isDragging, setDragging] = useState(false);
  const gesture = useRef<Gesture | null>(null);

  const moveTo = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width === 0) return;
    setAt(Math.min(100, Math.max(0, ((event.clientX - left) / width) * 100)));
  };
  const begin = (event: PointerEvent<HTMLElement>, found: Gesture) => {
    found.isDragging = true;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDragging(true);
    moveTo(event);
  };
  const end = () => {
    gesture.current = null;
    setDragging(false);
  };

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const isLink = event.target instanceof Element && event.target.closest("a") !== null;
      if (!event.isPrimary || event.button !== 0 || isLink) return;
      const { pointerId, clientX: startX } = event;
      gesture.current = { pointerId, startX, isDragging: false };
      if (event.pointerType !== "touch") begin(event, gesture.current);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const found = gesture.current;
      if (found?.pointerId !== event.pointerId) return;
      if (found.isDragging) return moveTo(event);
      if (Math.abs(event.clientX - found.startX) >= meantPx) begin(event, found);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const found = gesture.current;
      if (found?.pointerId !== event.pointerId) return;
      if (!found.isDragging) moveTo(event);
      end();
    },
    // The browser has taken the finger for scrolling or zooming.
    onPointerCancel: end,
  };
  return { at, setAt, isDragging, handlers };
}
