/** A QR that the API drew as SVG, shown as a picture: what is in it can run nothing. */
export function QrImage({ svg, alt }: { svg: string; alt: string }) {
  return <img className="qr" src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} alt={alt} />
}
